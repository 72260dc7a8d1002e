package dev.millrace.feed.copybook;

import java.util.List;
import java.util.Random;

/** Writes copybooks of random structure, of clauses that GnuCOBOL and IBM measure alike. The same random numbers write the same. */
final class RandomCopybook {

    private static final int FIRST_ALIGNED = 20;
    private static final List<String> FIELDS = List.of(
            "PIC X(%d)",
            "PIC A(%d)",
            "PIC 9(%d)",
            "PIC S9(%d)",
            "PIC S9(%d) SIGN LEADING SEPARATE",
            "PIC S9(%d)V99 TRAILING SEPARATE",
            "PIC S9(%d)V9(3)",
            "PIC S9(%d) COMP-3",
            "PIC 9(%d)V9 COMP-3",
            "PIC SPP9(%d) COMP-3",
            "PIC 9(%d)PPP",
            "PIC 9(%d) COMP-6",
            "PIC S9(%d) COMP",
            "PIC 9(%d) BINARY",
            "PIC S9(%d) COMP-5",
            "PIC 9(%d) COMP-X",
            "PIC Z(%d)9.99-",
            "PIC ZZ,ZZ9.9(%d)CR",
            "PIC X(%d)BXX/XX",
            "PIC N(%d)",
            // From here on they may be aligned.
            "PIC 9(%d) COMP SYNC",
            "PIC S9(%d) COMP-5 SYNC",
            "COMP-1 SYNC",
            "COMP-2 SYNC",
            "BINARY-LONG",
            "BINARY-SHORT UNSIGNED",
            "COMP-1",
            "COMP-2",
            "INDEX");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int names;

    RandomCopybook(Random random) {
        this.random = random;
    }

    String text() {
        line(1, "01  R.");
        members(5, 3 + random.nextInt(6), true, true);
        return text.toString();
    }

    private void members(int level, int count, boolean redefines, boolean aligned) {
        for (int i = 0; i < count; i++) {
            String name = "F" + names++;
            if (level < 20 && i > 0 && random.nextInt(4) == 0) {
                group(level, name, aligned);
            } else if (redefines && random.nextInt(8) == 0) {
                line(level, level + " " + name + " PIC X(40).");
                line(level, level + " F" + names++ + " REDEFINES " + name + ".");
                members(level + 5, 1 + random.nextInt(2), false, aligned);
            } else {
                line(
                        level,
                        level + " " + (random.nextInt(9) == 0 ? "FILLER" : name) + " " + field(aligned && i > 0)
                                + occurs() + ".");
            }
        }
    }

    private void group(int level, String name, boolean aligned) {
        String occurs = occurs();
        line(level, level + " " + name + occurs + ".");
        members(level + 5, 1 + random.nextInt(4), false, aligned && occurs.isEmpty());
    }

    /**
     * GnuCOBOL moves binary numbers of more than 9 digits to multiples of 8 (IBM: of 4), gives COMP-5 of up to 2 digits one
     * byte (IBM: two), puts slack bytes into the group that an aligned item begins (IBM: in front of it), and counts from where
     * a table begins (IBM: from where the record begins).
     */
    private String field(boolean aligned) {
        String form = FIELDS.get(random.nextInt(aligned ? FIELDS.size() : FIRST_ALIGNED));
        int least = form.contains("COMP-5") ? 3 : 1;
        int most = form.contains("SYNC") || form.contains("Z") ? 9 : 15;
        return form.formatted(least + random.nextInt(most - least + 1));
    }

    private String occurs() {
        return random.nextInt(4) == 0 ? " OCCURS " + (2 + random.nextInt(3)) + " TIMES" : "";
    }

    private void line(int level, String entry) {
        text.append("       ")
                .append(" ".repeat(level < 5 ? 0 : 4))
                .append(entry)
                .append('\n');
    }
}
