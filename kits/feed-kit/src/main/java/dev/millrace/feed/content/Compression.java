package dev.millrace.feed.content;

/** How the bytes of a file are packed. */
public enum Compression {
    /** As the file's first bytes say. */
    AUTO,
    /** Not at all, or not to be unpacked. */
    NONE,
    /** RFC 1952, one member or several. */
    GZIP,
    /** Every entry, each a document of its own. */
    ZIP,
    /** RFC 8878. */
    ZSTD,
    /** The format of bzip2 1.0. */
    BZIP2,
    /** The .xz file format 1.2. */
    XZ;

    /** What the first bytes say; {@link #NONE} when they are none of these. */
    static Compression of(byte[] head) {
        if (begins(head, 0x1f, 0x8b, 0x08)) {
            return GZIP;
        }
        if (begins(head, 'P', 'K', 3, 4) || begins(head, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        if (isBzip2(head)) {
            return BZIP2;
        }
        return begins(head, 0xfd, '7', 'z', 'X', 'Z', 0) ? XZ : NONE;
    }

    /** A block follows the header, or the end of an empty stream. */
    private static boolean isBzip2(byte[] head) {
        return head.length >= 10
                && begins(head, 'B', 'Z', 'h')
                && head[3] >= '1'
                && head[3] <= '9'
                && (begins(head, 'B', 'Z', 'h', head[3], 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
                        || begins(head, 'B', 'Z', 'h', head[3], 0x17, 0x72, 0x45, 0x38, 0x50, 0x90));
    }

    private static boolean begins(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
