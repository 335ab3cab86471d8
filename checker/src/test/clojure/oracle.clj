;; A linearizability checker over Jepsen's history maps: every order, tried one after the other. It
;; shares no code with the checker it judges. Short histories only.
;;
;; A history is a vector of {:process :type :f :value}; a :fail with a :seen key is a compare-and-set
;; that observed another value (:seen :unsaid when it did not say which), every other :fail had no
;; effect and says nothing; :info, or no completion at all, may take effect later, once, or never.
(ns oracle
  (:require [clojure.edn :as edn]))

(defn operations
  "Pairs the events of a history: maps with :call, :from, :until and whether it is :required."
  [history]
  (loop [index 0, events (seq history), open {}, done []]
    (if-not events
      (into done (map #(assoc % :until nil) (vals open)))
      (let [{:keys [process type] :as event} (first events)
            operation (get open process)]
        (if (= type :invoke)
          (recur (inc index) (next events) (assoc open process {:call event :from index}) done)
          (recur (inc index)
                 (next events)
                 (dissoc open process)
                 (cond
                   (= type :ok) (conj done (assoc operation :until index :answer event))
                   (= type :info) (conj done (assoc operation :until nil))
                   (contains? event :seen) (conj done (assoc operation :until index :answer event))
                   :else done)))))))

(defn step
  "The register after an operation, or :impossible."
  [register {:keys [call answer]}]
  (let [value (:value call)
        [expected wanted] (when (= :cas (:f call)) value)]
    (case (:f call)
      :write value
      :read (if (or (nil? answer) (= register (:value answer))) register :impossible)
      :cas (if (and answer (= :fail (:type answer)))
             (if (and (not= register expected)
                      (or (= :unsaid (:seen answer)) (= register (:seen answer))))
               register
               :impossible)
             (if (= register expected) wanted :impossible)))))

(defn candidates
  "What may come next: nothing that is left and required ended before it began."
  [left]
  (let [horizon (reduce min Long/MAX_VALUE (keep :until left))]
    (filter #(< (:from %) horizon) left)))

(defn linearizable?
  "Whether a register that starts at nil could have answered like this."
  [history]
  (loop [stack (list [(set (operations history)) nil]), seen #{}]
    (if (empty? stack)
      false
      (let [[left register :as node] (first stack)]
        (cond
          (not-any? :until left) true
          (seen node) (recur (rest stack) seen)
          :else (recur (into (rest stack)
                             (for [operation (candidates left)
                                   :let [after (step register operation)]
                                   :when (not= after :impossible)]
                               [(disj left operation) after]))
                       (conj seen node)))))))

(defn verdicts
  "The verdicts of many histories, given as the text of a vector of them."
  [text]
  (mapv linearizable? (edn/read-string text)))
