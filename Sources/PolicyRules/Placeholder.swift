/// placeholder
enum PolicyRulesPlaceholder {}
