/**
 * The suites of cryptography that a row can name. Each envelope, keyed hash, wrapped key and audit row says which one
 * made it, so that SM4, SM3 and SM2 can join as suite 2 beside rows of suite 1 without a migration.
 */
export type SuiteId = typeof SUITE_AES_SHA256

/** AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D), HMAC-SHA-256, HKDF-SHA-256 (RFC 5869), scrypt (RFC 7914). */
export const SUITE_AES_SHA256 = 1
