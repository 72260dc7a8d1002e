package dev.millrace.ops.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ended a task, without the messages of its trace, which may quote data. */
public final class Fault {

    /** The first line of a trace or of a cause in it. */
    private static final Pattern HEAD = Pattern.compile(
            "^(?:Caused by: )?(?:[\\w$]+\\.)*([\\w$]*(?:Exception|Error|Failure|Fault|Refusal|Throwable))(?::(.*))?$");

    /** Codes of the suite, as docs/guides/troubleshooting.md lists them. */
    private static final Pattern CODE =
            Pattern.compile("^ ?\\[([a-z][a-z0-9-]{1,60})] |\"code\":\"([a-z][a-z0-9-]{1,60})\"");

    private Fault() {}

    /** The class of the innermost cause, and the first code: {@code StoreFailure [login-refused]}; empty for no trace. */
    public static String of(String trace) {
        String type = "";
        String code = "";
        for (String line : trace.lines().toList()) {
            Matcher head = HEAD.matcher(line);
            if ((type.isEmpty() || line.startsWith("Caused by: ")) && head.matches()) {
                type = head.group(1);
                Matcher found = CODE.matcher(head.group(2) == null ? "" : head.group(2));
                if (code.isEmpty() && found.find()) {
                    code = " [" + (found.group(1) == null ? found.group(2) : found.group(1)) + "]";
                }
            }
        }
        return type.isEmpty() && !trace.isBlank() ? "unknown" : type + code;
    }
}
