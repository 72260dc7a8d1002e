package dev.millrace.transforms.protection;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;

/** How a hash is written; all of one form are equally long. */
enum HashText {
    /** 64 digits, lower case. */
    HEX {
        @Override
        String of(byte[] hash) {
            return HexFormat.of().formatHex(hash);
        }
    },
    /** 43 of 0-9, A-Z, a-z. */
    BASE62 {
        @Override
        String of(byte[] hash) {
            char[] text = new char[LENGTH_62];
            BigInteger rest = new BigInteger(1, hash);
            for (int at = LENGTH_62 - 1; at >= 0; at--) {
                BigInteger[] divided = rest.divideAndRemainder(BASE);
                text[at] = DIGITS.charAt(divided[1].intValue());
                rest = divided[0];
            }
            return new String(text);
        }
    },
    /** 43 of A-Z, a-z, 0-9, dash and underscore (RFC 4648, 5), without padding. */
    BASE64URL {
        @Override
        String of(byte[] hash) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        }
    };

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(62);
    private static final int LENGTH_62 = 43;

    abstract String of(byte[] hash);
}
