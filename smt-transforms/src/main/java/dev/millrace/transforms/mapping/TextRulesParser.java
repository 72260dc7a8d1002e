package dev.millrace.transforms.mapping;

import dev.millrace.kit.expression.BoundedRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what is done to the text of a field. */
final class TextRulesParser {

    private static final int LONGEST = 1_000_000;

    /** Which side of a text is filled. */
    private enum Edge {
        LEFT,
        RIGHT
    }

    private final Section section;

    TextRulesParser(Section section) {
        this.section = section;
    }

    TextRules parse() {
        Optional<Integer> most = section.number("maxLength", 1, LONGEST);
        boolean cuts = section.flag("truncate");
        if (most.isEmpty()) {
            section.refuse("says nothing without 'maxLength'", List.of("truncate"));
        }
        return new TextRules(
                section.flag("trim"),
                Set.copyOf(section.texts("nullValues")),
                replacements(),
                section.choice("case", Letters.class),
                section.section("pad").flatMap(TextRulesParser::padding),
                most.orElse(0),
                cuts);
    }

    private static Optional<Padding> padding(Section pad) {
        pad.allow(List.of("side", "length", "with"));
        Optional<Edge> side = pad.choice("side", Edge.class);
        Optional<Integer> length = pad.number("length", 1, LONGEST);
        String with = pad.text("with").orElse(" ");
        if (side.isEmpty() || length.isEmpty()) {
            pad.wrong("needs 'side' (left or right) and 'length'");
            return Optional.empty();
        }
        if (with.codePointCount(0, with.length()) != 1) {
            pad.wrong("with", "must be one character");
        }
        return Optional.of(new Padding(side.get() == Edge.LEFT, length.get(), with));
    }

    private List<Replacement> replacements() {
        Optional<DocumentNode> node = section.node("replace");
        if (node.isEmpty()) {
            return List.of();
        }
        List<DocumentNode> nodes = node.get() instanceof DocumentNode.Items items ? items.items() : List.of(node.get());
        List<Replacement> replacements = new ArrayList<>();
        for (DocumentNode one : nodes) {
            Section replace = new Section(section.place() + ", 'replace'", one, section.faults());
            replace.allow(List.of("regex", "with"));
            replacement(replace).ifPresent(replacements::add);
        }
        return replacements;
    }

    private static Optional<Replacement> replacement(Section replace) {
        String regex = replace.requiredText("regex");
        String with = replace.text("with").orElse("");
        try {
            // Whether the replacement names groups that there are shows when one is replaced.
            Pattern.compile("|" + regex).matcher("").replaceAll(with);
            return Optional.of(new Replacement(new BoundedRegex(regex), with));
        } catch (PatternSyntaxException wrong) {
            replace.wrong("regex", "is no regular expression: " + wrong.getDescription());
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
            replace.wrong("with", "is no replacement: " + wrong.getMessage());
        }
        return Optional.empty();
    }
}
