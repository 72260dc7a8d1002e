package dev.millrace.feed.plan;

/** A record that can't be decoded because of one of its fields. Its message has no bytes of the record in it. */
public final class CorruptField extends Exception {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String code;
    private final int offset;
    private final boolean stops;

    private CorruptField(String path, String code, String sentence, int offset, boolean stops) {
        super(
                (path.isEmpty() ? "" : path + ": ") + sentence + (offset < 0 ? "" : " (offset " + offset + ")"),
                null,
                false,
                false);
        this.path = path;
        this.code = code;
        this.offset = offset;
        this.stops = stops;
    }

    /** A flaw in a field whose place the caller will tell. */
    static CorruptField of(String code, String sentence) {
        return new CorruptField("", code, sentence, -1, false);
    }

    static CorruptField of(Flaw flaw, String path, int offset, boolean stops) {
        return new CorruptField(path, flaw.code(), flaw.sentence(), offset, stops);
    }

    /** The same with its place, where it has none yet. */
    CorruptField at(String place, int position) {
        return path.isEmpty() ? new CorruptField(place, code, String.valueOf(getMessage()), position, stops) : this;
    }

    /** The names of the groups and of the field, with dots. */
    public String path() {
        return path;
    }

    /** What is wrong, as a word for machines. */
    public String code() {
        return code;
    }

    /** Where the field begins, from the record's first byte on. */
    public int offset() {
        return offset;
    }

    /** Whether the policy says that the task stops; else the record is malformed. */
    public boolean stops() {
        return stops;
    }
}
