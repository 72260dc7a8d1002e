package dev.millrace.ops;

/** What the process tells the shell that called it; docs/reference/millrace.md explains them to users. */
public final class ExitCode {

    /** All went well, and nothing was found that needs somebody. */
    public static final int OK = 0;

    /** The command went through and found something: a breach, a difference, a record set aside, a broken chain. */
    public static final int FINDINGS = 1;

    /** The command line, a file that it names or a setting can't be used; nothing was done. */
    public static final int USAGE = 2;

    /** Connect or Kafka can't be reached, or refuses us; nothing was done, or what was done is named. */
    public static final int UNREACHABLE = 3;

    /** The command stopped in the middle; what it prints says how far it came. */
    public static final int INCOMPLETE = 4;

    private ExitCode() {}
}
