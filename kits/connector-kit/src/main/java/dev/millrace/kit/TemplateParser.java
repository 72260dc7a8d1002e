package dev.millrace.kit;

import dev.millrace.kit.path.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.SchemaAndValue;

/** Reads the text of a template once, from left to right. */
final class TemplateParser {

    private static final Pattern NAME = Pattern.compile("\\$?[A-Za-z](?:[\\p{L}\\p{N}._$@#*\\[\\]-]|`[^`]+`)*");

    private final String source;
    private final List<TemplatePart> parts = new ArrayList<>();
    private final StringBuilder fixed = new StringBuilder();
    private int at;

    TemplateParser(String source) {
        this.source = source;
    }

    /** Places in braces; doubled braces stand for themselves. */
    List<TemplatePart> braces() {
        while (at < source.length()) {
            char next = source.charAt(at);
            boolean doubled = at + 1 < source.length() && source.charAt(at + 1) == next;
            if (next == '{' && !doubled) {
                place(at, "the { is not closed; write {{ for a brace", "write {{ and }} for braces");
            } else {
                require(next != '}' || doubled, "the } closes nothing; write }} for a brace", at);
                fixed.append(next);
                at += next == '{' || next == '}' ? 2 : 1;
            }
        }
        addFixed();
        return parts;
    }

    /** Places in braces behind a dollar sign; in front of a brace, two dollar signs stand for one. */
    List<TemplatePart> dollars() {
        while (at < source.length()) {
            int behind = at;
            while (behind < source.length() && source.charAt(behind) == '$') {
                behind++;
            }
            int dollars = behind - at;
            if (dollars > 0 && source.startsWith("{", behind)) {
                fixed.append("$".repeat(dollars / 2));
                at = behind;
            }
            if (dollars % 2 == 1 && at == behind && source.startsWith("{", behind)) {
                place(at - 1, "the ${ is not closed; write $${ for a dollar sign and a brace", "write $${ for ${");
            } else {
                int end = Math.max(behind, at + 1);
                fixed.append(source, at, end);
                at = end;
            }
        }
        addFixed();
        return parts;
    }

    /** A place whose opening brace is next. */
    private void place(int begin, String unclosed, String escape) {
        addFixed();
        int end = closing();
        require(end > 0, unclosed, begin);
        int bar = bar(end);
        String name = source.substring(at + 1, bar);
        String bare = bar < end ? name.strip() : name;
        require(
                NAME.matcher(bare).matches(),
                "the braces hold no placeholder; " + escape + " that stand for themselves",
                begin);
        List<PlaceFilter> filters = new ArrayList<>();
        at = bar;
        while (at < end) {
            filters.add(filter(end));
        }
        parts.add(new TemplatePart.Place(bare.startsWith("$") ? bare.substring(1) : bare, filters));
        at = end + 1;
    }

    /** The filter behind the bar that is next; leaves off at the following bar, or at the end. */
    private PlaceFilter filter(int end) {
        int begin = skipSpaces(at + 1);
        at = begin;
        while (at < end && Character.isLetterOrDigit(source.charAt(at))) {
            at++;
        }
        String name = source.substring(begin, at);
        PlaceFilter filter = name.equals(PlaceFilter.Default.NAME) ? ofDefault() : named(name, begin);
        at = skipSpaces(at);
        require(at == end || source.charAt(at) == '|', "a | or the closing brace must follow the filter", at);
        return filter;
    }

    private PlaceFilter ofDefault() {
        String form = "default needs a constant in parentheses, such as default('none') or default(0)";
        at = skipSpaces(at);
        require(source.charAt(at) == '(', form, at);
        int begin = skipSpaces(at + 1);
        Literal constant = Literal.at(source, begin).orElseThrow(() -> fault(form, begin));
        at = skipSpaces(constant.end());
        require(source.charAt(at) == ')', form, at);
        at++;
        return new PlaceFilter.Default(new SchemaAndValue(null, constant.value()));
    }

    private static PlaceFilter named(String name, int begin) {
        for (PlaceFilter.Named filter : PlaceFilter.Named.values()) {
            if (filter.toString().equals(name)) {
                return filter;
            }
        }
        String meant = NearestName.in(name, PlaceFilter.names())
                .map(near -> "; did you mean " + near + "?")
                .orElse("; known are " + String.join(", ", PlaceFilter.names()));
        throw fault(
                name.isEmpty() ? "a filter must follow the |" + meant : "there is no filter " + name + meant, begin);
    }

    /** Where the place ends: at the first closing brace outside of backticks and of the quotes of filters; -1 if nowhere. */
    private int closing() {
        boolean backticks = false;
        boolean filters = false;
        for (int next = at + 1; next < source.length(); next++) {
            char c = source.charAt(next);
            if (c == '}' && !backticks) {
                return next;
            }
            if (filters && (c == '\'' || c == '"')) {
                next = source.indexOf(c, next + 1);
                if (next < 0) {
                    return -1;
                }
            } else if (c == '`' && !filters) {
                backticks = !backticks;
            } else {
                filters |= c == '|' && !backticks;
            }
        }
        return -1;
    }

    /** Where the name of the place ends: at the first bar outside of backticks, or at the end. */
    private int bar(int end) {
        boolean backticks = false;
        for (int next = at + 1; next < end; next++) {
            char c = source.charAt(next);
            if (c == '|' && !backticks) {
                return next;
            }
            backticks ^= c == '`';
        }
        return end;
    }

    private int skipSpaces(int from) {
        int next = from;
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
        return next;
    }

    private void addFixed() {
        if (!fixed.isEmpty()) {
            parts.add(new TemplatePart.Fixed(fixed.toString()));
            fixed.setLength(0);
        }
    }

    private static void require(boolean condition, String what, int at) {
        if (!condition) {
            throw fault(what, at);
        }
    }

    private static IllegalArgumentException fault(String what, int at) {
        return new IllegalArgumentException("at character " + (at + 1) + " " + what);
    }
}
