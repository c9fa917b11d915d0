(function(d){
var s='<div id="duilian_{p}" style="position:fixed;top:120px;{side}:8px;width:120px;z-index:99"><a href="{u}" target="_blank"><img src="{i}" width="120" height="300" border="0"></a><div style="text-align:right"><a href="javascript:void(0)" onclick="this.parentNode.parentNode.style.display=\'none\'">关闭</a></div></div>';
var list=[['l','left','http://www.hengxi-cf.test/gift.html?pos=l','http://static.adnet.test/creative/hengxi-left-120x300.png'],['r','right','http://www.hengxi-cf.test/gift.html?pos=r','http://static.adnet.test/creative/hengxi-right-120x300.png']];
for(var n=0;n<list.length;n++){d.write(s.replace('{p}',list[n][0]).replace('{side}',list[n][1]).replace('{u}',list[n][2]).replace('{i}',list[n][3]));}
})(document);
