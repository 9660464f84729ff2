/** What we use of maildev, which has no types of its own. */
declare module 'maildev' {
  export default function maildev(options: {
    smtp: number;
    web: number;
    ip: string;
    webIp: string;
    mailDirectory: string;
    basePathname: string;
    silent: boolean;
  }): { listen(): Promise<void> };
}
