package dev.millrace.feed;

/**
 * Judges whether so many records of a file are malformed that the file is set aside as a whole. The judgement hangs on what
 * stands in a file's offset alone, so that it is the same after a restart.
 */
final class MalformedTally {

    private final int maxPercent;
    private final int after;

    MalformedTally(MalformedSettings settings) {
        this.maxPercent = settings.maxPercent();
        this.after = settings.maxPercentAfter();
    }

    /**
     * Whether reading must end here.
     *
     * @param records read so far, malformed ones included
     */
    boolean isTooMany(long records, long malformed) {
        return maxPercent < 100 && records >= after && isTooManyInAll(records, malformed);
    }

    /** Whether a file is to be set aside that was read to its end, however short it is. */
    boolean isTooManyInAll(long records, long malformed) {
        return (double) malformed * 100 > (double) records * maxPercent;
    }
}
