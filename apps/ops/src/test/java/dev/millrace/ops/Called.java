package dev.millrace.ops;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What one call of the command printed, and its exit code. */
public record Called(int exitCode, String out, String err) {

    /** What a line of progress ends with, so that nothing of it stays. */
    public static final String LINE_TAKEN_AWAY = "\r\u001B[K";

    /** Calls it in this process, with nobody who watches. */
    public static Called with(String... arguments) {
        return with(Millrace.commandLine(false), arguments);
    }

    /** The same with a person who watches: the progress is in what it prints on standard error. */
    public static Called atTerminal(String... arguments) {
        return with(Millrace.commandLine(true), arguments);
    }

    private static Called with(CommandLine command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments);
        return new Called(exitCode, out.toString(), err.toString());
    }
}
