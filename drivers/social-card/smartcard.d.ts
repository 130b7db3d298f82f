/**
 * The optional native module: where it could not be built (no PC/SC on the machine) it is not there, and neither are its
 * types. What is used of it is `SmartCardLibrary`.
 */
declare module 'smartcard'
