package dev.millrace.ops;

/** Why a command ends: a sentence for the person who called it, without any payload, and the code for the shell. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message, Throwable... cause) {
        super(message, cause.length == 0 ? null : cause[0]);
        this.exitCode = exitCode;
    }

    /** What was asked for can't be done as it was asked. */
    public static CommandFailure usage(String message, Throwable... cause) {
        return new CommandFailure(ExitCode.USAGE, message, cause);
    }

    /** A server does not answer, or refuses us. */
    public static CommandFailure unreachable(String message, Throwable... cause) {
        return new CommandFailure(ExitCode.UNREACHABLE, message, cause);
    }

    /** It stopped in the middle. */
    public static CommandFailure incomplete(String message, Throwable... cause) {
        return new CommandFailure(ExitCode.INCOMPLETE, message, cause);
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
