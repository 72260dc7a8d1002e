package dev.millrace.http.request;

import java.util.Optional;
import java.util.function.Function;

/**
 * Gives the places of templates their values. A name is bound once, and its reader is then called for each request; readers
 * are called by any thread.
 *
 * @param <T> what a request is made from, such as a record
 */
@FunctionalInterface
public interface Places<T> {

    /**
     * What reads a place. It gives the value that is there, as a {@link org.apache.kafka.connect.data.SchemaAndValue} where a
     * schema is known; empty where there is none.
     *
     * @throws IllegalArgumentException when the name is unknown; its message lists the known ones
     */
    Function<? super T, Optional<Object>> bind(String name);
}
