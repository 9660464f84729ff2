/** Subscribing to the digest. */
export const subscribe = {
  label: 'Digest',
  invitation: 'Get trending papers in your email inbox!',
  address: 'Your email address',
  example: 'you@example.org',
  button: 'Subscribe',
};
