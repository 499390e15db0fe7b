// For browsers whose WebCrypto lacks the curves. A file of its own, so that of the library only what is named here is
// loaded.
export { ed25519, x25519 } from '@noble/curves/ed25519.js';
