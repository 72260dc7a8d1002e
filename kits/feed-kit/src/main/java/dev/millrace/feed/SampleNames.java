package dev.millrace.feed;

import java.util.ArrayList;
import java.util.List;

/** Names that a feed may read, made from its globs, to try out what it would do with them. */
final class SampleNames {

    private SampleNames() {}

    /** One name for each glob, and one that an open glob takes; a glob may refuse the name made from it. */
    static List<String> of(List<String> globs) {
        List<String> names = new ArrayList<>(List.of("sample.csv"));
        globs.forEach(glob -> names.add(name(glob)));
        return names;
    }

    private static String name(String glob) {
        StringBuilder name = new StringBuilder();
        boolean skips = false;
        for (int at = 0; at < glob.length(); at++) {
            char next = glob.charAt(at);
            if (skips) {
                skips = next != '}';
            } else if (next == '*') {
                name.append("sample");
            } else if (next == '?') {
                name.append('1');
            } else if (next == '[') {
                int end = glob.indexOf(']', at + 2);
                name.append(at + 1 < glob.length() ? glob.charAt(at + 1) : '1');
                at = end < 0 ? glob.length() : end;
            } else if (next == ',') {
                skips = true;
            } else if (next != '{' && next != '}' && next != '\\') {
                name.append(next);
            }
        }
        return name.toString();
    }
}
