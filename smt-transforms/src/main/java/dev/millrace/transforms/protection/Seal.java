package dev.millrace.transforms.protection;

/** An authenticated encryption of bytes. For any thread. */
interface Seal {

    /**
     * Encrypts.
     *
     * @param bound what the result is bound to: it opens with the same bytes only
     */
    byte[] close(ProtectionKey key, byte[] plain, byte[] bound);

    /**
     * Decrypts.
     *
     * @throws SealFault when it was altered, or made with another key or for another place
     */
    byte[] open(ProtectionKey key, byte[] sealed, byte[] bound) throws SealFault;
}
