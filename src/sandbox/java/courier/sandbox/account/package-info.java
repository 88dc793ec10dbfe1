/**
 * Whether a run has kept its promises, found out from outside: from the topics and the stand-in's journal, by code that
 * shares nothing with the worker.
 */
@NullMarked
package courier.sandbox.account;

import org.jspecify.annotations.NullMarked;
