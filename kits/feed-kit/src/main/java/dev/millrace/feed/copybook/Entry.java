package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one data description entry says, clause by clause. Filled by {@link EntryParser}; for one thread. */
final class Entry {

    /** USAGE; {@code unsigned} only of those without a picture. */
    record UsageClause(Token place, Usage usage, boolean unsigned) {}

    record SignClause(Token place, boolean leading, boolean separate) {}

    /**
     * OCCURS.
     *
     * @param most {@link Integer#MAX_VALUE} for UNBOUNDED
     * @param counter the first word of what DEPENDING ON names
     */
    record OccursClause(Token place, int least, int most, String dependingOn, Token counter) {
        boolean depends() {
            return !dependingOn.isEmpty();
        }
    }

    /** 66. */
    record RenamesClause(Token place, String from, String to) {}

    static final int RENAMES_LEVEL = 66;
    static final int SINGLE_LEVEL = 77;
    static final int CONSTANT_LEVEL = 78;
    static final int CONDITION_LEVEL = 88;

    final int level;
    /** Where its name stands, or its level number where it has none. */
    final Token place;
    /** Empty for FILLER. */
    final String name;

    Optional<Token> redefines = Optional.empty();
    Optional<Token> picture = Optional.empty();
    Optional<UsageClause> usage = Optional.empty();
    Optional<SignClause> sign = Optional.empty();
    Optional<OccursClause> occurs = Optional.empty();
    Optional<RenamesClause> renames = Optional.empty();
    Optional<Token> alignment = Optional.empty();
    Optional<Token> justified = Optional.empty();
    Optional<Token> blankWhenZero = Optional.empty();
    Optional<Integer> byteLength = Optional.empty();
    final List<Item.ConditionName> conditions = new ArrayList<>();
    /** Something about its bytes was reported already: what follows from it isn't. */
    boolean broken;

    Entry(int level, Token place, String name) {
        this.level = level;
        this.place = place;
        this.name = name;
    }

    /** Whether it says how its bytes are coded, so that it can't be a group. */
    boolean isElementary() {
        return picture.isPresent() || (usage.isPresent() && !usage.get().usage().isPictured());
    }

    String shownName() {
        return name.isEmpty() ? "FILLER" : name;
    }
}
