package dev.millrace.feed.plan;

import java.util.Set;

/**
 * What fields are called, and which there are.
 *
 * @param fillers what becomes of items without a name
 * @param keepsGroups false when the items of groups move up to the record; tables stay
 * @param conditions whether a field with level 88s has one beside it, {@code NAME_cond}, that names the first that holds
 * @param texts groups, by their names as written, that are read as one text too, in a field {@code NAME_NT} beside them
 */
public record NameRules(
        NameStyle style, FillerPolicy fillers, boolean keepsGroups, boolean conditions, Set<String> texts) {

    /** Names that Avro takes, groups kept, blanks dropped. */
    public static final NameRules DEFAULT =
            new NameRules(NameStyle.UNDERSCORES, FillerPolicy.DEFAULT, true, false, Set.of());

    public NameRules {
        texts = Set.copyOf(texts);
    }

    public NameRules withStyle(NameStyle other) {
        return new NameRules(other, fillers, keepsGroups, conditions, texts);
    }

    public NameRules withFillers(FillerPolicy other) {
        return new NameRules(style, other, keepsGroups, conditions, texts);
    }

    public NameRules withGroups(boolean kept) {
        return new NameRules(style, fillers, kept, conditions, texts);
    }

    public NameRules withConditions(boolean named) {
        return new NameRules(style, fillers, keepsGroups, named, texts);
    }

    public NameRules withTexts(Set<String> groups) {
        return new NameRules(style, fillers, keepsGroups, conditions, groups);
    }

    boolean isText(String group) {
        return texts.stream().anyMatch(group::equalsIgnoreCase);
    }
}
