/**
 * The optional native module: where it could not be installed it is not there, and neither are its types. What is used of
 * it is `UsbLibrary`.
 */
declare module 'usb'
