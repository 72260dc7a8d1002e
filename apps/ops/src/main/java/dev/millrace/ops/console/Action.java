package dev.millrace.ops.console;

/** What the console does for one route; a {@link dev.millrace.ops.CommandFailure} becomes a page with its sentence. */
@FunctionalInterface
public interface Action {

    Reply answer(Visit visit);
}
