package dev.millrace.feed.plan;

/** How long a value is, in the units of its coding: bytes of text, digits of packed decimals. */
public sealed interface Length {

    /** The longest it can be. */
    int most();

    /** Always that long. */
    record Fixed(int units) implements Length {
        @Override
        public int most() {
            return units;
        }
    }

    /** As a formula says. */
    record Computed(Formula formula, int most) implements Length {}

    /** As a number in front of the value says (LLVAR). */
    record Prefixed(Coding prefix, int most) implements Length {}

    /** Until the record ends. */
    record Remaining(int most) implements Length {}

    /** Up to a mark, which is not part of the value. */
    record Terminated(String markHex, int most) implements Length {}
}
