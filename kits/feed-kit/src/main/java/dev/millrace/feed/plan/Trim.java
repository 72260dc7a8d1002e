package dev.millrace.feed.plan;

/** On which sides a text loses its blanks and null characters. */
public enum Trim {
    BOTH,
    LEFT,
    RIGHT,
    NONE;

    boolean left() {
        return this == BOTH || this == LEFT;
    }

    boolean right() {
        return this == BOTH || this == RIGHT;
    }

    /** The other side for text that stands at the right. */
    Trim mirrored() {
        return switch (this) {
            case LEFT -> RIGHT;
            case RIGHT -> LEFT;
            case BOTH, NONE -> this;
        };
    }
}
