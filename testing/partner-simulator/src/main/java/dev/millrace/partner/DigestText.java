package dev.millrace.partner;

import java.util.Base64;
import java.util.HexFormat;

/** How the bytes of a digest are written in a header. */
public enum DigestText {
    HEX {
        @Override
        String of(byte[] digest) {
            return HexFormat.of().formatHex(digest);
        }
    },
    BASE64 {
        @Override
        String of(byte[] digest) {
            return Base64.getEncoder().encodeToString(digest);
        }
    };

    abstract String of(byte[] digest);
}
