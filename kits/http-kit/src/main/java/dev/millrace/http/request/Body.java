package dev.millrace.http.request;

/** Makes what a subject adds to the body of a request. Immutable. */
@FunctionalInterface
interface Body<T> {

    /**
     * The bytes, which nobody changes.
     *
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when they can't be made of the subject
     * @throws org.apache.kafka.connect.errors.DataException when a value has no form in JSON or XML
     */
    byte[] bytes(T subject);
}
