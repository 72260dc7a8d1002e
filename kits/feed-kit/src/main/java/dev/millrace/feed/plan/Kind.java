package dev.millrace.feed.plan;

/** What a listing calls the codings. */
final class Kind {

    private Kind() {}

    static String of(Coding coding) {
        if (coding instanceof Coding.Zoned zoned) {
            String digits = picture(zoned.digits(), zoned.scale(), zoned.sign() != Coding.Sign.NONE);
            String sign = switch (zoned.sign()) {
                case NONE, TRAILING -> "";
                case LEADING -> " leading";
                case TRAILING_SEPARATE -> " trailing separate";
                case LEADING_SEPARATE -> " leading separate";
            };
            return (zoned.national() ? "national " : "zoned ") + digits + sign;
        }
        if (coding instanceof Coding.Packed packed) {
            return (packed.signNibble() ? "packed " : "bcd ")
                    + picture(packed.digits(), packed.scale(), packed.signed());
        }
        if (coding instanceof Coding.Binary binary) {
            return "binary "
                    + (binary.digits() == 0
                            ? (binary.signed() ? "signed " : "unsigned ") + binary.bytes()
                            : picture(binary.digits(), binary.scale(), binary.signed()));
        }
        if (coding instanceof Coding.Edited edited) {
            return "edited " + edited.picture();
        }
        if (coding instanceof Coding.Floating) {
            return "float";
        }
        return coding instanceof Coding.Ruled ruled ? of(ruled.coding()) : plain(coding);
    }

    private static String plain(Coding coding) {
        if (coding instanceof Coding.Text text) {
            return switch (text.script()) {
                case FILE -> "text";
                case DOUBLE_BYTE -> "double-byte text";
                case NATIONAL -> "national text";
                case UTF_8 -> "utf-8 text";
            };
        }
        return coding instanceof Coding.Digits
                ? "digits"
                : coding instanceof Coding.Bits
                        ? "bits"
                        : coding instanceof Coding.Bitmap
                                ? "bitmap"
                                : coding instanceof Coding.Checksum ? "checksum" : "bytes";
    }

    /** A picture with that many digits, of which the last ones stand behind the point. */
    private static String picture(int digits, int scale, boolean signed) {
        String sign = signed ? "S" : "";
        if (scale < 0) {
            return sign + nines(digits) + "P".repeat(-scale);
        }
        if (scale > digits) {
            return sign + "V" + "P".repeat(scale - digits) + nines(digits);
        }
        return sign + (digits > scale ? nines(digits - scale) : "") + (scale > 0 ? "V" + nines(scale) : "");
    }

    private static String nines(int count) {
        return count == 1 ? "9" : "9(" + count + ")";
    }
}
