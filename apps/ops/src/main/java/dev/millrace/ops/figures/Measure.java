package dev.millrace.ops.figures;

import java.util.List;

/** What is kept of each connector over the last hours. */
public enum Measure {
    RATE,
    LAG,
    OLDEST,
    FRESHNESS,
    SET_ASIDE,
    HALF_OF_REQUESTS,
    MOST_REQUESTS;

    /**
     * What is shown in one chart.
     *
     * @param time whether values are milliseconds; else they count
     */
    record Picture(String title, boolean time, List<Part> parts) {}

    /** A line of a chart; the name is empty where there is but one. */
    record Part(Measure measure, String name) {}

    static final List<Picture> PICTURES = List.of(
            new Picture("Records per second", false, List.of(new Part(RATE, ""))),
            new Picture("Lag in records", false, List.of(new Part(LAG, ""))),
            new Picture("Oldest not delivered or confirmed", true, List.of(new Part(OLDEST, ""))),
            new Picture(
                    "Time of requests",
                    true,
                    List.of(
                            new Part(HALF_OF_REQUESTS, "half took up to"),
                            new Part(MOST_REQUESTS, "99 of 100 took up to"))),
            new Picture("Age of the newest record", true, List.of(new Part(FRESHNESS, ""))),
            new Picture("Set aside", false, List.of(new Part(SET_ASIDE, ""))));
}
