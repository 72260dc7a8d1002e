package dev.millrace.feed.copybook;

import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What compilers and their options make different of the same copybook.
 *
 * @param decimalPoint which of {@code .} and {@code ,} in a picture is the decimal point
 * @param pointerBytes of POINTER, INDEX, FUNCTION-POINTER and OBJECT REFERENCE: 4, or 8 (LP(64))
 * @param binarySizes how long binary numbers are
 * @param wideBinaries what becomes of binary numbers of more than 18 digits
 * @param nativeOrder the byte order of what is stored as the machine has it: COMP-5, BINARY-LONG and the like, COMP-1 and
 *     COMP-2; empty where it is that of the file
 * @param nationalSymbol whether PIC N without USAGE is national; otherwise it is double-byte, NSYMBOL(DBCS)
 */
public record Dialect(
        DecimalPoint decimalPoint,
        int pointerBytes,
        BinarySizes binarySizes,
        WideBinaries wideBinaries,
        Optional<ByteOrder> nativeOrder,
        boolean nationalSymbol) {

    /** Which character of a picture is the decimal point. */
    public enum DecimalPoint {
        /** What DECIMAL-POINT IS COMMA says, where it is part of the text; otherwise what the pictures tell. */
        AUTO,
        POINT,
        COMMA
    }

    /** How many bytes a binary number takes. */
    public enum BinarySizes {
        /** 2 up to 4 digits, 4 up to 9, 8 up to 18: IBM. */
        TWO_FOUR_EIGHT,
        /** The same, but 1 byte up to 2 digits: the default of GnuCOBOL. */
        ONE_TWO_FOUR_EIGHT,
        /** As few as hold the digits: Micro Focus without IBMCOMP. */
        FEWEST
    }

    /** What becomes of a binary number of more than 18 digits, which IBM doesn't have. */
    public enum WideBinaries {
        REFUSED,
        /** As few bytes as hold the digits and a sign. */
        FEWEST,
        /** 16 bytes: GnuCOBOL. */
        SIXTEEN
    }

    /** IBM Enterprise COBOL with 31-bit addresses. */
    public static final Dialect IBM =
            new Dialect(DecimalPoint.AUTO, 4, BinarySizes.TWO_FOUR_EIGHT, WideBinaries.REFUSED, Optional.empty(), true);

    public Dialect {
        if (pointerBytes != 4 && pointerBytes != 8) {
            throw new IllegalArgumentException("a pointer has 4 or 8 bytes");
        }
    }

    public Dialect with(DecimalPoint changed) {
        return new Dialect(changed, pointerBytes, binarySizes, wideBinaries, nativeOrder, nationalSymbol);
    }

    public Dialect withPointerBytes(int changed) {
        return new Dialect(decimalPoint, changed, binarySizes, wideBinaries, nativeOrder, nationalSymbol);
    }

    public Dialect with(BinarySizes sizes, WideBinaries wide) {
        return new Dialect(decimalPoint, pointerBytes, sizes, wide, nativeOrder, nationalSymbol);
    }

    public Dialect withNativeOrder(ByteOrder changed) {
        return new Dialect(decimalPoint, pointerBytes, binarySizes, wideBinaries, Optional.of(changed), nationalSymbol);
    }

    public Dialect withNationalSymbol(boolean changed) {
        return new Dialect(decimalPoint, pointerBytes, binarySizes, wideBinaries, nativeOrder, changed);
    }
}
