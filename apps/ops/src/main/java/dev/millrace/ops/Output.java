package dev.millrace.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a command reports: lines for a person, or one JSON document for a program. A {@link Mixin} of every command.
 * Progress and warnings go to standard error, so that standard output is only ever the report.
 */
public final class Output {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--json", description = "Report as one JSON document, for programs.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec command;

    /** Reports what a value says: as its JSON, or as the lines that a person gets. */
    public void report(Object value, Consumer<PrintWriter> lines) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            try {
                out.println(JSON.writeValueAsString(value));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a report that is no JSON: " + value.getClass(), e);
            }
        } else {
            lines.accept(out);
        }
        out.flush();
    }

    /** One line beside the report. */
    public void remark(String line) {
        command.commandLine().getErr().println(line);
        command.commandLine().getErr().flush();
    }

    /**
     * How far the command is, for a person at a terminal; to be closed before the report.
     *
     * @param what is counted, such as records sent
     */
    public ProgressBar progress(String what) {
        boolean isWatched = command.root().userObject() instanceof Millrace millrace && millrace.isAtTerminal();
        return new ProgressBar(isWatched ? command.commandLine().getErr() : null, what);
    }

    /**
     * Does something with each of these, one after the other, and shows how many are behind.
     *
     * @param what is counted, such as connectors restored
     */
    public <T> void forEach(String what, Collection<T> all, Consumer<T> action) {
        int done = 0;
        try (ProgressBar bar = progress(what)) {
            for (T one : all) {
                bar.show(done, done, all.size());
                action.accept(one);
                done++;
            }
        }
    }

    /** Whether a program reads the report. */
    public boolean isJson() {
        return json;
    }
}
