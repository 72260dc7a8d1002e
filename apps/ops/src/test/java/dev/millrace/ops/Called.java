package dev.millrace.ops;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What one call of the command printed, and its exit code. */
public record Called(int exitCode, String out, String err) {

    /** Calls it in this process. */
    public static Called with(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Millrace.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments);
        return new Called(exitCode, out.toString(), err.toString());
    }
}
