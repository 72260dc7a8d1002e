package dev.millrace.transforms.document;

/**
 * What is wrong with a document: a code and the place inside of it, never a value. Places are made of names that a schema
 * declares, {@code [*]} for an element and {@code *} for a key of the document's own.
 */
final class DocumentFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String path;

    DocumentFault(String code) {
        this(code, "");
    }

    private DocumentFault(String code, String path) {
        super(code, null, false, false);
        this.code = code;
        this.path = path;
    }

    /** The same, told from one step further outside. */
    DocumentFault in(String step) {
        return new DocumentFault(code, join(step, path));
    }

    String code() {
        return code;
    }

    String path() {
        return path;
    }

    /** A path behind another; an index follows without a dot. */
    static String join(String outer, String inner) {
        boolean close = outer.isEmpty() || inner.isEmpty() || inner.startsWith("[");
        return close ? outer + inner : outer + "." + inner;
    }
}
