package dev.millrace.rest;

import org.jspecify.annotations.Nullable;

/** A record of each row. */
final class EachRow implements RowRecords {

    private final RecordMaker maker;

    EachRow(RecordMaker maker) {
        this.maker = maker;
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public void begin(RoundTotals totals) {
        // Rows are counted as they come.
    }

    @Override
    public PolledRecord of(Emission emission) {
        return maker.record(emission);
    }

    @Override
    public @Nullable PolledRecord behind(boolean isUnchanged) {
        return null;
    }
}
