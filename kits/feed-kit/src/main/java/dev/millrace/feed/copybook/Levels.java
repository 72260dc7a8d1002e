package dev.millrace.feed.copybook;

/** Level numbers. */
final class Levels {

    private static final int DEEPEST = 49;

    private Levels() {}

    static boolean isLevel(Token token) {
        if (!token.isInteger() || token.text().length() > 2) {
            return false;
        }
        int level = Integer.parseInt(token.text());
        return (level >= 1 && level <= DEEPEST)
                || level == Entry.RENAMES_LEVEL
                || level == Entry.SINGLE_LEVEL
                || level == Entry.CONSTANT_LEVEL
                || level == Entry.CONDITION_LEVEL;
    }

    static boolean beginsRecord(Token token) {
        return isLevel(token) && isRecord(Integer.parseInt(token.text()));
    }

    static boolean isRecord(int level) {
        return level == 1 || level == Entry.SINGLE_LEVEL;
    }
}
