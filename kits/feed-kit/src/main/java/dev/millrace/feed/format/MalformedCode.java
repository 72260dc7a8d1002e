package dev.millrace.feed.format;

/** Every reason for which bytes are no record: the code that machines match on, and the sentence for people. */
public enum MalformedCode {
    UNTERMINATED_QUOTE(
            "unterminated-quote",
            "a quoted field is not closed before the end of the file or the record limit",
            "csv",
            "the line behind its first line; nothing in a header line"),
    TEXT_AFTER_CLOSING_QUOTE(
            "text-after-closing-quote",
            "a closing quote is followed by neither separator nor line end",
            "csv",
            "the line behind its first line; nothing in a header line"),
    QUOTE_IN_UNQUOTED_FIELD(
            "quote-in-unquoted-field",
            "a quote stands in a field that does not begin with one",
            "csv",
            "the line behind its first line; nothing in a header line"),
    FIELD_COUNT(
            "field-count",
            "the record has more or fewer fields than there are columns",
            "csv, html",
            "the next record"),
    HEADER_MISMATCH(
            "header-mismatch",
            "the header line lacks an expected column, has another one, or another order",
            "csv",
            "nothing"),
    DUPLICATE_HEADER("duplicate-header", "two columns of the header line have the same name", "csv", "nothing"),
    MALFORMED_INPUT(
            "malformed-input",
            "bytes are no characters of the charset, or a JSON escape is half a character",
            "csv, fixed-width, form, html, json, lines, multipart, xml",
            "the next record; nothing in a csv header line, an xml document, a form or the parts of one"),
    RECORD_TOO_LARGE(
            "record-too-large",
            "the record is larger than the format's limit",
            "copybook, csv, fixed-width, form, html, json, layout, lines, multipart, whole-file, xml",
            "the next record or line; the next element of a json array, the next json document, the next xml record unless one name or text of it is too large; nothing of a whole-file or a form; the next part"),
    INVALID_JSON(
            "invalid-json",
            "the text is not JSON",
            "json",
            "the next line; nothing in the layouts array and documents"),
    POINTER_NOT_FOUND("pointer-not-found", "no array stands where json.pointer says", "json", "nothing"),
    INVALID_XML("invalid-xml", "the text is not well-formed XML", "xml", "nothing"),
    ENCODING_UNSUPPORTED(
            "encoding-unsupported",
            "the document is in an encoding that is unknown or whose bytes can't be counted; have it sent in UTF-8",
            "html, xml",
            "nothing"),
    DOCTYPE_NOT_ALLOWED(
            "doctype-not-allowed",
            "the document has a document type declaration, which is never read",
            "xml",
            "nothing"),
    DUPLICATE_KEY("duplicate-key", "an object has the same key twice", "json", "the next record"),
    TOO_DEEP(
            "too-deep",
            "arrays, objects or elements are nested deeper than json.depth.max or xml.depth.max",
            "json, xml",
            "the next record; nothing where more than 10,000 xml elements are open"),
    TOO_MANY_NAMES(
            "too-many-names",
            "the document has more than 20,000 different names of elements and attributes, or more than a million"
                    + " characters in them",
            "xml",
            "nothing"),
    TRAILER_MISSING("trailer-missing", "the footer lines are not as csv.footer.pattern says", "csv", "nothing"),
    TRAILER_COUNT(
            "trailer-count",
            "the trailer's count is not the number of records; a layout may name a code of its own",
            "copybook, csv, fixed-width, layout",
            "nothing in csv; the next record of a layout"),
    TRAILER_SUM(
            "trailer-sum",
            "the trailer's sum is not what the records add up to; a layout may name a code of its own",
            "copybook, csv, fixed-width, layout",
            "nothing in csv; the next record of a layout"),
    NO_MATCH("no-match", "the text does not match lines.pattern", "lines", "the next record"),
    PATTERN_TOO_SLOW(
            "pattern-too-slow",
            "a regular expression looked at the text too often; make it simpler",
            "csv, lines",
            "the next record"),
    RECORD_LENGTH(
            "record-length",
            "the record is shorter or longer than its layout says",
            "copybook, fixed-width, layout",
            "the next record"),
    RECORD_TYPE_UNKNOWN(
            "record-type-unknown",
            "the record is of no type that its layout knows",
            "copybook, fixed-width, layout",
            "the next record"),
    RECORD_ORPHAN(
            "record-orphan",
            "the record belongs to another one that does not stand before it",
            "copybook, layout",
            "the next record"),
    FRAME_LOST(
            "frame-lost",
            "the record's length can't be right, so that nothing behind it can be found",
            "copybook, layout",
            "nothing"),
    FRAME_BROKEN(
            "frame-broken",
            "a record in segments lacks one, or the records of a block do not fill it",
            "copybook, layout",
            "the next record; the next block"),
    TRAILING_BYTES(
            "trailing-bytes",
            "what is left at the end is no whole record; framing.remainder makes it a notice",
            "copybook, layout",
            "nothing is left"),
    INVALID_PERCENT(
            "invalid-percent",
            "a percent sign is not followed by two hexadecimal digits",
            "form",
            "nothing, for a stream holds one form"),
    BOUNDARY_MISSING(
            "boundary-missing", "no line begins with two dashes and the boundary of the parts", "multipart", "nothing"),
    UNTERMINATED_PART(
            "unterminated-part", "the stream ends before the boundary behind the last part", "multipart", "nothing"),
    PART_HEADER(
            "part-header",
            "the header of a part is none, has no end within multipart.header.max.bytes, or names an unknown charset",
            "multipart",
            "the next part; nothing of a form"),
    PART_CODING(
            "part-coding",
            "the content of a part is not what its Content-Transfer-Encoding says, or that is unknown",
            "multipart",
            "the next part; nothing of a form"),
    PART_UNNAMED("part-unnamed", "a part of a form has no name", "multipart", "nothing"),
    TOO_MANY_PARTS("too-many-parts", "a form has more parts than multipart.form.parts.max", "multipart", "nothing"),
    ELEMENT_NOT_FOUND(
            "element-not-found",
            "the page has no element as html.expect says, or, where that is empty, no record: it may be a login page, an"
                    + " error, or have a new layout",
            "html",
            "nothing"),
    DOCUMENT_TOO_LARGE("document-too-large", "the page has more bytes than html.document.max.bytes", "html", "nothing"),
    INVALID_HTML(
            "invalid-html",
            "the tags of the record are nested so badly that parts of it stand elsewhere",
            "html",
            "the next record"),
    FIELD_VALUE(
            "field-value",
            "a value does not fit its field, or the fields are not those of the declared or sampled schema",
            "copybook, csv, fixed-width, form, html, json, layout, lines, multipart, xml",
            "the next record"),
    FIELD_NAMES(
            "field-names",
            "two fields of the record would have one name after schema.names",
            "all whose records have a schema",
            "the next record"),
    CONTRACT_VIOLATION(
            "contract-violation",
            "the record breaks the contract that file.contract names",
            "all that read files",
            "the next record");

    private final String code;
    private final String meaning;
    private final String formats;
    private final String recovery;

    MalformedCode(String code, String meaning, String formats, String recovery) {
        this.code = code;
        this.meaning = meaning;
        this.formats = formats;
        this.recovery = recovery;
    }

    public String code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** The names of the formats that use it. */
    String formats() {
        return formats;
    }

    /** What is read next, for the reference. */
    String recovery() {
        return recovery;
    }

    /** The record between the positions can't be read, but the one behind it may be. */
    public Read.Malformed recoverable(String source, Position start, Position end) {
        return new Read.Malformed(code, message(source, start), start, end, true);
    }

    /** The same with more to say: what, never a value. */
    public Read.Malformed recoverable(String source, Position start, Position end, String detail) {
        return new Read.Malformed(code, message(source, start) + ": " + detail, start, end, true);
    }

    /** Nothing behind the end can be read either; {@code detail} says more, never a value. */
    public Read.Malformed fatal(String source, Position start, Position end, String detail) {
        return new Read.Malformed(code, message(source, start) + ": " + detail, start, end, false);
    }

    /** The same as a remark that keeps nothing back. */
    public Read.Notice notice(String source, Position start, Position end, String detail) {
        return new Read.Notice(code, message(source, start) + ": " + detail, start, end);
    }

    /** Nothing behind the end can be read either. */
    Read.Malformed fatal(String source, Position start, Position end) {
        return new Read.Malformed(code, message(source, start), start, end, false);
    }

    private String message(String source, Position start) {
        return source + ": " + meaning + " (line " + start.line() + ", byte " + start.offset() + ", after "
                + start.record() + " records)";
    }
}
