package dev.millrace.http.request;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little that must be known of a GraphQL document before it is sent. */
final class GraphqlText {

    /** Strings and comments may hold anything (GraphQL October 2021, sections 2.1.4 and 2.9.4). */
    private static final Pattern ASIDE =
            Pattern.compile("\"\"\"(?s:.*?)(?<!\\\\)\"\"\"|\"[^\"\\\\\n]*(?:\\\\.[^\"\\\\\n]*)*\"|#[^\n\r]*");

    private static final Pattern OPERATION = Pattern.compile("\\b(?:query|mutation|subscription)\\s+([_A-Za-z]\\w*)");

    private GraphqlText() {}

    /**
     * Finds what is cut off or was never one.
     *
     * @throws IllegalArgumentException when its braces don't match, or it has none
     */
    static void check(String document) {
        int depth = 0;
        boolean any = false;
        for (char next : ASIDE.matcher(document).replaceAll(" ").toCharArray()) {
            depth += next == '{' ? 1 : next == '}' ? -1 : 0;
            any |= next == '{';
            if (depth < 0) {
                break;
            }
        }
        if (!any || depth != 0) {
            throw new IllegalArgumentException("is no GraphQL document: its braces don't match, or it has none");
        }
    }

    /** The names of its operations, in their order. */
    static List<String> operations(String document) {
        List<String> names = new ArrayList<>();
        StringBuilder outside = new StringBuilder();
        int depth = 0;
        for (char next : ASIDE.matcher(document).replaceAll(" ").toCharArray()) {
            depth += next == '{' || next == '(' ? 1 : 0;
            outside.append(depth == 0 ? next : ' ');
            depth -= next == '}' || next == ')' ? 1 : 0;
        }
        Matcher operation = OPERATION.matcher(outside);
        while (operation.find()) {
            names.add(operation.group(1));
        }
        return names;
    }
}
