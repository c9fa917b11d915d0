// 访问统计
var _pv=(window._pv||0)+1;
