package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block while it is made: its steps, and how far they have come. For one compilation. */
final class Part {

    /** A step that is made when all names and schemas are known; none when it is not needed. */
    @FunctionalInterface
    interface Draft {
        @Nullable
        Step step();
    }

    private final List<Draft> drafts = new ArrayList<>();
    private final List<Draft> late = new ArrayList<>();
    private int offset;
    private int least;
    private int most;
    private boolean fixed = true;

    /** Adds a step at the part's end. */
    void add(Draft draft) {
        drafts.add(draft);
    }

    /** Adds a step that runs when all others have. */
    void addLate(Draft draft) {
        late.add(draft);
    }

    /** Puts a step in front of others. */
    void insert(int index, Draft draft) {
        drafts.add(index, draft);
    }

    int size() {
        return drafts.size();
    }

    /** Where the next item is, from the place that the cursor has then. */
    int offset() {
        return offset;
    }

    /** Goes on behind an item of that length. */
    void pass(int length) {
        pass(length, length);
    }

    /** Goes on behind an item with that room, of which it may use less. */
    void pass(int length, int fewest) {
        offset = Sizes.sum(offset, length);
        least = Sizes.sum(least, fewest);
        most = Sizes.sum(most, length);
    }

    /** Goes on behind an item that moves the cursor behind itself. */
    void move(int fewest, int longest) {
        fixed = false;
        offset = 0;
        least = Sizes.sum(least, fewest);
        most = Sizes.sum(most, longest);
    }

    boolean isFixed() {
        return fixed;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    /** Makes the block. */
    Block block() {
        List<Step> steps = new ArrayList<>();
        for (List<Draft> all : List.of(drafts, late)) {
            for (Draft draft : all) {
                Step step = draft.step();
                if (step != null) {
                    steps.add(step);
                }
            }
        }
        return new Block(steps.toArray(Step[]::new), offset);
    }
}
