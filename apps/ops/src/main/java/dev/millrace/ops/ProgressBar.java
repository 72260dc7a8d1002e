package dev.millrace.ops;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a long command is: one line on standard error that is written over, where a person sits at a terminal, and nothing
 * elsewhere. For one thread; to be closed.
 */
public final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final long EVERY_NANOS = Duration.ofMillis(200).toNanos();
    private static final String CLEAR = "\r\u001B[K";

    private final @Nullable PrintWriter terminal;
    private final String what;
    private final long began = System.nanoTime();
    private long shown;
    private boolean any;

    /**
     * @param terminal null where nobody looks
     * @param what is counted, such as records sent
     */
    ProgressBar(@Nullable PrintWriter terminal, String what) {
        this.terminal = terminal;
        this.what = what;
        this.shown = began - EVERY_NANOS;
    }

    /** Whether a person sits there: both input and output are a terminal's. */
    @SuppressWarnings("SystemConsoleNull") // null before Java 22; from there on the console is asked
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && (Runtime.version().feature() < 22 || saysSo(console));
    }

    /** From Java 22 on there is a console without a terminal too. */
    private static boolean saysSo(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException older) {
            return false;
        }
    }

    /**
     * Shows it anew, a few times a second.
     *
     * @param count what is counted
     * @param done the part that is behind
     * @param total of this; 0 where it is not known
     */
    public void show(long count, long done, long total) {
        long now = System.nanoTime();
        if (terminal == null || now - shown < EVERY_NANOS) {
            return;
        }
        shown = now;
        any = true;
        double share = total <= 0 ? 0 : Math.max(0, Math.min(1, (double) done / total));
        int filled = (int) Math.round(share * WIDTH);
        long perSecond = Math.round(count * 1e9 / Math.max(1, now - began));
        terminal.print(String.format(
                Locale.ROOT,
                CLEAR + "[%s%s] %3.0f %%  %,d %s, %,d/s",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                share * 100,
                count,
                what,
                perSecond));
        terminal.flush();
    }

    /** Takes it away. */
    @Override
    public void close() {
        if (terminal != null && any) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }
}
