package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into lines as editors and mainframes write them. */
final class SourceText {

    /** More than any compiler takes, and little enough to be held several times. */
    static final int MOST_CHARACTERS = 8 << 20;

    private static final int TAB = 8;
    /** No line of a copybook is longer; tabs could make a short one enormous. */
    private static final int LONGEST_LINE = 1 << 20;

    private SourceText() {}

    /** Lines without their ends, tabs expanded to every 8th column, other blanks as spaces. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            switch (character) {
                case '\r', '\n', '\u0085', '\u2028' -> {
                    if (character == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                        at++;
                    }
                    lines.add(line.toString());
                    line.setLength(0);
                }
                case '\t' -> {
                    do {
                        line.append(' ');
                    } while (line.length() % TAB != 0 && line.length() < LONGEST_LINE);
                }
                // The end of a file on CP/M and DOS, and of a page.
                case '\u001a', '\f', '\u0000' -> line.append(' ');
                case '\ufeff' -> {
                    if (at > 0) {
                        line.append(' ');
                    }
                }
                default -> line.append(Character.isSpaceChar(character) ? ' ' : character);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
