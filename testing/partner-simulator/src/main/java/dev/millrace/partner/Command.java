package dev.millrace.partner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of this machine that ends soon and says little. */
public final class Command {

    private static final long LIMIT_SECONDS = 20;

    private Command() {}

    /** What it said; an exception if it failed or didn't end. It can't ask for anything. */
    public static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            // Ends before it is read: reading alone would have no limit.
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                throw new IOException(command.get(0) + " did not end in " + LIMIT_SECONDS + " seconds");
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(command.get(0) + " failed: " + said);
            }
            return said;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", told);
        } finally {
            process.destroyForcibly();
        }
    }
}
