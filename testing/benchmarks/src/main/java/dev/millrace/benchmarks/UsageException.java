package dev.millrace.benchmarks;

/** The command line can't be understood; the message says why and what to write instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
