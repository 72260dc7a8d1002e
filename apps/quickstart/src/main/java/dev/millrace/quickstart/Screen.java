package dev.millrace.quickstart;

import java.io.PrintStream;
import java.util.List;

/** Where the table is shown: drawn over itself on a terminal, and printed when it changed elsewhere. */
final class Screen {
    private final PrintStream out;
    private final boolean terminal;
    private List<String> shown = List.of();

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line that stays, above the table. */
    void say(String line) {
        wipe();
        out.println(line);
        out.flush();
    }

    void show(List<String> table) {
        if (!terminal && table.equals(shown)) {
            return;
        }
        wipe();
        table.forEach(out::println);
        out.flush();
        shown = table;
    }

    private void wipe() {
        if (terminal && !shown.isEmpty()) {
            // ANSI X3.64: so many lines up, then erase to the end of the screen.
            out.printf("\033[%dA\033[J", shown.size());
        }
        shown = List.of();
    }
}
