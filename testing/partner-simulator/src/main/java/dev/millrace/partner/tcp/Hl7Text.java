package dev.millrace.partner.tcp;

import java.util.Arrays;
import java.util.List;

/** What a sender knows of a version 2 message: segments end with a return, the fourth letter divides fields, MSH-1 is that letter. */
final class Hl7Text {

    private final List<String> segments;
    private final String divider;

    Hl7Text(String message) {
        this.segments = Arrays.asList(message.split("\r"));
        this.divider = message.length() > 3 ? message.substring(3, 4) : "|";
    }

    char divider() {
        return divider.charAt(0);
    }

    /** The letter that divides the components of a field. */
    char componentDivider() {
        String signs = field("MSH", 2);
        return signs.isEmpty() ? '^' : signs.charAt(0);
    }

    /** A field of the first segment of that name; empty when it is not there. */
    String field(String segment, int number) {
        for (String line : segments) {
            if (line.startsWith(segment + divider)) {
                String[] fields = line.split(java.util.regex.Pattern.quote(divider), -1);
                int at = segment.equals("MSH") ? number - 1 : number;
                return at < fields.length ? fields[at] : "";
            }
        }
        return "";
    }

    /** A component of a field; empty when it is not there. */
    String component(String segment, int number, int component) {
        String[] components =
                field(segment, number).split(java.util.regex.Pattern.quote(String.valueOf(componentDivider())), -1);
        return component <= components.length ? components[component - 1] : "";
    }

    /** Whether the version of the message is this one or a later one. */
    boolean since(int major, int minor, int patch) {
        String[] version = component("MSH", 12, 1).split("\\.", -1);
        int[] wanted = {major, minor, patch};
        for (int at = 0; at < wanted.length; at++) {
            int part = at < version.length && !version[at].isEmpty() ? Integer.parseInt(version[at]) : 0;
            if (part != wanted[at]) {
                return part > wanted[at];
            }
        }
        return true;
    }

    /** Whether the sender asked for accept or application acknowledgements by name (enhanced mode). */
    boolean enhanced() {
        return !field("MSH", 15).isEmpty() || !field("MSH", 16).isEmpty();
    }
}
