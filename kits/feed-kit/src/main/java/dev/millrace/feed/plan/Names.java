package dev.millrace.feed.plan;

/** The fields that stand before an item, for what refers to them. */
@FunctionalInterface
interface Names {

    /**
     * Where a record's cursor will keep the value of a field.
     *
     * @param field as the layout refers to it; qualified by {@code OF}, {@code IN} or a group in front of a dot
     * @return the number of its slot; -1 when there is no such field
     */
    int slot(String field);
}
