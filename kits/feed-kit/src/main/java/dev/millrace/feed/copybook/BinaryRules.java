package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Coding;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How long binary numbers are. IBM Enterprise COBOL Language Reference, "Computational items": 1 to 4 digits take a
 * halfword, 5 to 9 a fullword, 10 to 18 two. SYNCHRONIZED clause: halfwords lie at multiples of 2, all longer ones of 4.
 */
final class BinaryRules {

    static final int MOST_DIGITS = 18;

    private static final int HALFWORD_DIGITS = 4;
    private static final int FULLWORD_DIGITS = 9;
    private static final int BYTE_DIGITS = 2;

    private final Dialect dialect;

    BinaryRules(Dialect dialect) {
        this.dialect = dialect;
    }

    Storage binary(PictureClause picture, Optional<ByteOrder> order, boolean nativeRange) {
        int bytes = bytes(picture);
        return new Storage(
                new Coding.Binary(bytes, picture.digits(), picture.scale(), picture.signed(), order, nativeRange),
                bytes,
                alignment(bytes));
    }

    /** COMP-X: as few bytes as hold the digits. */
    Storage compX(PictureClause picture) {
        int bytes = fewest(picture.digits(), picture.signed());
        return new Storage(
                new Coding.Binary(
                        bytes,
                        picture.digits(),
                        picture.scale(),
                        picture.signed(),
                        Optional.of(ByteOrder.BIG_ENDIAN),
                        true),
                bytes);
    }

    /** BINARY-LONG and the like. */
    Storage word(int bytes, boolean signed) {
        return new Storage(
                new Coding.Binary(bytes, 0, 0, signed, dialect.nativeOrder(), true), bytes, alignment(bytes));
    }

    private int bytes(PictureClause picture) {
        int digits = picture.digits();
        if (digits > MOST_DIGITS) {
            return dialect.wideBinaries() == Dialect.WideBinaries.SIXTEEN ? 16 : fewest(digits, true);
        }
        return switch (dialect.binarySizes()) {
            case FEWEST -> fewest(digits, picture.signed());
            case ONE_TWO_FOUR_EIGHT -> digits <= BYTE_DIGITS ? 1 : words(digits);
            case TWO_FOUR_EIGHT -> words(digits);
        };
    }

    private static int words(int digits) {
        return digits <= HALFWORD_DIGITS ? 2 : digits <= FULLWORD_DIGITS ? 4 : 8;
    }

    private static int fewest(int digits, boolean signed) {
        int bits = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE).bitLength() + (signed ? 1 : 0);
        return (bits + 7) / 8;
    }

    private static int alignment(int bytes) {
        return switch (bytes) {
            case 1 -> 1;
            case 2 -> 2;
            case 4, 8 -> 4;
            default -> 1;
        };
    }
}
