package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.Length;
import java.util.ArrayList;
import java.util.List;

/** Fields of some bits that stand one after the other and fill whole bytes together. */
final class BitRun {

    private final List<Item.Traits> traits = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int bits;

    void add(Item.Traits field, Coding.Bits coding) {
        traits.add(field);
        sizes.add(coding.bits());
        bits += coding.bits();
    }

    boolean isEmpty() {
        return traits.isEmpty();
    }

    /** The bits that lack to a whole byte. */
    int lacking() {
        return (8 - bits % 8) % 8;
    }

    /** The line of the first one. */
    int line() {
        return traits.get(0).line();
    }

    /** The fields with their places in the bytes; what has no name is passed over. */
    List<Item> items() {
        List<Item> items = new ArrayList<>();
        int start = 0;
        int current = 0;
        for (int i = 0; i < sizes.size(); i++) {
            int end = start + sizes.get(i);
            if (!traits.get(i).isFiller()) {
                if (items.isEmpty() && start >= 8) {
                    items.add(filler(start / 8));
                    current = start / 8;
                }
                int next = nextByte(i + 1, end);
                items.add(new Item.Field(
                        traits.get(i), new Coding.Bits(start - current * 8, end - start, next - current)));
                current = next;
            }
            start = end;
        }
        return items.isEmpty() ? List.of(filler(bits / 8)) : items;
    }

    /** The byte in which the next field with a name begins, or the one behind the run. */
    private int nextByte(int index, int end) {
        int start = end;
        for (int i = index; i < sizes.size(); i++) {
            if (!traits.get(i).isFiller()) {
                return start / 8;
            }
            start += sizes.get(i);
        }
        return bits / 8;
    }

    private Item filler(int bytes) {
        return new Item.Field(Item.Traits.named("", line()), new Coding.Bytes(new Length.Fixed(bytes)));
    }
}
