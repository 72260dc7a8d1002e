package dev.millrace.feed.plan;

import java.util.Arrays;

/** What each byte means in a zoned number: a digit in its low bits, or nothing (negative). Immutable. */
final class ZoneTable {

    /** Set in the digit that carries a minus. */
    static final int MINUS = 16;

    private static final int NONE = -1;
    private static final int EBCDIC_ZERO = 0xF0;
    private static final int ASCII_ZERO = '0';

    private final int[] inner = new int[256];
    private final int[] outer = new int[256];
    private final boolean exact;

    /** @param ebcdic whether the charset is */
    ZoneTable(SignStyle style, Zones zones, boolean ebcdic) {
        Arrays.fill(inner, NONE);
        Arrays.fill(outer, NONE);
        boolean relaxed = zones == Zones.RELAXED;
        this.exact = zones == Zones.EXACT;
        switch (style) {
            case AUTO -> {
                if (ebcdic) {
                    ebcdic(zones);
                } else {
                    ascii();
                    signs("pqrstuvwxy", MINUS);
                }
            }
            case EBCDIC -> ebcdic(zones);
            case ASCII -> ascii();
            case MICRO_FOCUS -> {
                digits(ASCII_ZERO);
                signs("pqrstuvwxy", MINUS);
            }
            case CA_REALIA -> {
                digits(ASCII_ZERO);
                zone(outer, 0x20, MINUS);
            }
            case TANDEM -> {
                digits(ASCII_ZERO);
                zone(outer, 0x80, MINUS);
            }
        }
        if (relaxed) {
            for (int i = 0; i < inner.length; i++) {
                inner[i] = outer[i] < 0 ? inner[i] : outer[i] & ~MINUS;
            }
        }
    }

    private void ebcdic(Zones zones) {
        digits(EBCDIC_ZERO);
        zone(outer, 0xC0, 0);
        zone(outer, 0xD0, MINUS);
        if (zones != Zones.EXACT) {
            zone(outer, 0xB0, MINUS);
        }
        if (zones == Zones.RELAXED) {
            zone(outer, 0xA0, 0);
            zone(outer, 0xE0, 0);
        }
    }

    private void ascii() {
        digits(ASCII_ZERO);
        signs("{ABCDEFGHI", 0);
        signs("}JKLMNOPQR", MINUS);
    }

    private void digits(int zero) {
        zone(inner, zero, 0);
        zone(outer, zero, 0);
    }

    private static void zone(int[] table, int zero, int sign) {
        for (int digit = 0; digit <= 9; digit++) {
            table[zero + digit] = digit | sign;
        }
    }

    private void signs(String characters, int sign) {
        for (int digit = 0; digit <= 9; digit++) {
            outer[characters.charAt(digit)] = digit | sign;
        }
    }

    /** The digits that carry no sign. */
    int[] inner() {
        return inner.clone();
    }

    /** The digit that carries the sign; that of an unsigned number may have the zone of one all the same. */
    int[] outer(boolean signed) {
        return exact && !signed ? inner() : outer.clone();
    }
}
