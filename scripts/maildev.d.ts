/** Types for the used part of maildev, which ships none. */
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
