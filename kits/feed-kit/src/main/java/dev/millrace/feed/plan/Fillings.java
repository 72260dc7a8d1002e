package dev.millrace.feed.plan;

import java.nio.charset.Charset;
import java.util.Set;

/** The bytes that, all over a field, mean that it has no value. Immutable. */
final class Fillings {

    private final boolean zeros;
    private final boolean blanks;
    private final boolean ones;
    private final byte blank;

    Fillings(Set<Filling> fillings, Charset charset) {
        this.zeros = fillings.contains(Filling.LOW_VALUES);
        this.blanks = fillings.contains(Filling.SPACES);
        this.ones = fillings.contains(Filling.HIGH_VALUES);
        this.blank = Charsets.blank(charset);
    }

    boolean any() {
        return zeros || blanks || ones;
    }

    boolean fill(byte[] bytes, int at, int length) {
        byte first = bytes[at];
        boolean possible = (zeros && first == 0) || (blanks && first == blank) || (ones && first == (byte) 0xFF);
        if (!possible) {
            return false;
        }
        for (int i = at + 1; i < at + length; i++) {
            if (bytes[i] != first) {
                return false;
            }
        }
        return true;
    }
}
