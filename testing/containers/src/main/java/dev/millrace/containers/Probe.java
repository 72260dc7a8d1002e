package dev.millrace.containers;

/** Asks a server for an answer. */
@FunctionalInterface
interface Probe {

    /** Returns when the server answers as it should, and throws when it does not. */
    void ask() throws Exception;
}
