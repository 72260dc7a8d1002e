package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How large a document may be, so that none can fill the memory or the time.
 *
 * @param length in characters, or in bytes where it comes as bytes
 * @param depth how deep objects, lists and elements may be nested
 * @param elements how many values, elements and attributes it may hold in all
 */
record DocumentLimits(int length, int depth, int elements) {

    static final DocumentLimits OF_CONFIGURATION = new DocumentLimits(1 << 20, 100, 100_000);

    /** A payload is in the memory already, so only its depth is bounded. */
    static final DocumentLimits OF_PAYLOAD = new DocumentLimits(Integer.MAX_VALUE, 500, Integer.MAX_VALUE);

    private static final String LENGTH = "document.max.length";
    private static final String DEPTH = "document.max.depth";
    private static final String ELEMENTS = "document.max.elements";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Limits")
                .number(
                        LENGTH,
                        1 << 20,
                        1,
                        1 << 28,
                        "The most characters (or bytes, where the field holds bytes) that a document may have; a longer one"
                                + " is an error with the code too-long. Raise it when documents are that long.")
                .number(
                        DEPTH,
                        64,
                        1,
                        500,
                        "How deep a document may be nested; a deeper one is an error with the code too-deep. Raise it when"
                                + " documents are that deep.")
                .number(
                        ELEMENTS,
                        100_000,
                        1,
                        10_000_000,
                        "How many values (in XML: elements and attributes) a document may hold in all; more are an error"
                                + " with the code too-many-elements. Raise it when documents are that large.");
    }

    static DocumentLimits from(AbstractConfig config) {
        return new DocumentLimits(config.getInt(LENGTH), config.getInt(DEPTH), config.getInt(ELEMENTS));
    }

    void checkLength(int given) {
        if (given > length) {
            throw new DocumentFault("too-long");
        }
    }

    void checkDepth(int given) {
        if (given > depth) {
            throw new DocumentFault("too-deep");
        }
    }

    void checkElements(int given) {
        if (given > elements) {
            throw new DocumentFault("too-many-elements");
        }
    }
}
